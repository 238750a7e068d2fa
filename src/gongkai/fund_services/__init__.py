"""Service items (服务事项) of the housing provident fund."""
