"""The port to the centre's business system (核心业务系统): facts of accounts, and business sent."""
