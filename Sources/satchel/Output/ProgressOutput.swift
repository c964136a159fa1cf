import Foundation
import Reports

/// Shows progress on standard error: a bar on a terminal, a line every few seconds elsewhere.
final class ProgressOutput {
    private let style: ProgressStyle
    private let start = ContinuousClock().now
    private var last: ContinuousClock.Instant?
    private var stage: ProgressEvent.Stage?
    private var stageStart = ContinuousClock().now
    private var isBarShown = false

    init(_ style: ProgressStyle) {
        let isTerminal = isatty(STDERR_FILENO) == 1
        self.style = style == .auto ? (isTerminal ? .bar : .lines) : style
    }

    func show(_ progress: ProgressEvent) {
        let now = ContinuousClock().now
        if progress.stage != stage {
            stage = progress.stage
            stageStart = now
            last = nil
        }
        let interval: Duration = style == .bar ? .milliseconds(100) : .seconds(5)
        // The first line comes after one interval: a command that is done by then needs none.
        let previous = last ?? (style == .bar ? nil : start)
        if let previous, now - previous < interval { return }
        last = now
        switch style {
        case .bar:
            Output.standardError.write("\r\u{1B}[2K" + line(progress, now: now, withBar: true))
            isBarShown = true
        case .lines: Output.standardError.print(line(progress, now: now, withBar: false))
        case .auto, .none: break
        }
    }

    /// Clears the bar.
    func finish() {
        if isBarShown { Output.standardError.write("\r\u{1B}[2K") }
        isBarShown = false
    }

    private func line(_ progress: ProgressEvent, now: ContinuousClock.Instant, withBar: Bool) -> String {
        var text = "\(progress.stage.rawValue) phase \(progress.phase.rawValue) \(progress.table)"
        guard progress.total > 0 else { return text }
        let done = min(1, Double(progress.rows) / Double(progress.total))
        if withBar {
            let width = 24
            let filled = Int(done * Double(width))
            text =
                "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "] "
                + text
        }
        text += " \(progress.rows)/\(progress.total) rows"
        let elapsed = (now - stageStart).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        if seconds > 0.2, progress.rows > 0 {
            let rate = Double(progress.rows) / seconds
            text += String(format: ", %.0f rows/s, %.0f s left", rate, Double(progress.total - progress.rows) / rate)
        }
        return text
    }
}
