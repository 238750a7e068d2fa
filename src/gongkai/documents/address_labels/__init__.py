"""Address labels (地址标签) of letters, two columns of seven on a sheet of A4, as PDF."""
