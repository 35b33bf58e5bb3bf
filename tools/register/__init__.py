"""Parts of the register's builder: names of areas, ids, tables."""
