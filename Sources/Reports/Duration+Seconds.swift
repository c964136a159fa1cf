extension Duration {
    /// The duration in seconds, for a report.
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
