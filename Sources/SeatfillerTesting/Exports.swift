// Faults, seeds, quirks and operations, so that a test needs one import.
@_exported public import Seatfiller
