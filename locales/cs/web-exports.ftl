### Exports and mass edit.
