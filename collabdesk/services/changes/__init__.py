"""Changes and their tests: catalogue, evidence, spread, what is learned and handed on."""
