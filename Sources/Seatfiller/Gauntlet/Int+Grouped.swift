extension Int {
    /// `1,204`
    var grouped: String {
        var digits = String(magnitude)
        var end = digits.endIndex
        while digits.distance(from: digits.startIndex, to: end) > 3 {
            end = digits.index(end, offsetBy: -3)
            digits.insert(",", at: end)
        }
        return self < 0 ? "-\(digits)" : digits
    }
}
