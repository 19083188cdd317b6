"""What the statute and the regulations say: pure functions over plain values, each citing its section."""
