"""Where jobs run when one computer is too small: on a Dask cluster, with the same jobs and bytes.

`joining.py` connects, `likeness.py` proves that every worker would make the same files, `executor.py` gives jobs out,
`post.py` is what stands on a worker. Dask is an extra: only the first and the third know it.
"""
