"""What a ruleset means: the Program and the way to it.

In: the files of a bundle. Out: `Program`, with nothing left to look up, or diagnostics. The types are in
`types`, `expression` and `model`; `bind` makes a program, `lint` gives advice about it.
"""
