import PostgreSQL

extension SQL {
    /// The numbers that are not NULL, as an array of integers.
    package static func array(of numbers: [SQL]) -> SQL {
        numbers.isEmpty ? "'{}'::integer[]" : "array_remove(ARRAY[\(join(numbers, ", "))]::integer[], NULL)"
    }
}
