"""Invented registers of real communes, for trying, testing and measuring. No row of them is about anybody.

The unit that is generated is the household, then its members, batch by batch of communes, all in SQL. What is random
is a hash of who is meant, of what is decided and of the seed: so the rows depend on nothing else, neither on the number
of threads nor on the memory.
"""
