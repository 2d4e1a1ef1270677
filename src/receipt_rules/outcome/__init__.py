"""What comes out of an evaluation: records, reasons, codec, and the public models in `model`."""
