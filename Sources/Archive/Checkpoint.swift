public import Diagnostics

/// Called between chunks, so that long work can be stopped: it throws to stop it.
public typealias Checkpoint = () throws(Failure) -> Void
