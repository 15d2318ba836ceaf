"""What texts mean, as vectors: near in meaning is near in direction.

worker ──▶ Embedder.passages(texts) ──▶ Vector rows ──▶ vectors.File, mapped into every process
search ──▶ Embedder.query(words), never waited for longer than 100 ms ──▶ File.nearest()
"""
