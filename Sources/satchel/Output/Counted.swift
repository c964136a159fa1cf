/// A number with its noun: `1 warning`, `2 warnings`.
func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)" + (number == 1 ? "" : "s") }
