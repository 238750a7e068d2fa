"""互动交流 in the office: pieces, what people sent in, faults and verdicts."""
