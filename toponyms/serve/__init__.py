"""A small HTTP server for one machine: the Reconciliation API for OpenRefine and its kin, and a page for people.

`http` is what a handler sees (requests, responses, routes), `wire` reads and writes bytes, `server` runs threads. All
of it is the standard library; the places come through the package's public names.
"""
