"""公开 Gongkai: a public body's information disclosure, all year."""
