/// Metrics in the text format of Prometheus, version 0.0.4.
struct PrometheusText {
    private(set) var text = ""

    /// Begins a family of samples.
    mutating func family(_ name: String, kind: String, help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    /// - Parameter labels: with their braces, or empty.
    mutating func sample(_ name: String, labels: String = "", _ value: Double) {
        text += "\(name)\(labels) \(value)\n"
    }

    mutating func gauge(_ name: String, _ value: Int, help: String) {
        family(name, kind: "gauge", help: help)
        sample(name, Double(value))
    }

    mutating func counter(_ name: String, _ value: Int, help: String) {
        family(name, kind: "counter", help: help)
        sample(name, Double(value))
    }
}
