package import Emulation

/// The rules of the product catalogue.
package enum DisplayCatalogRule {
    static let route = Rule(
        "catalog.route",
        "The server returns 404 for an unknown path and 405 for another method, without content.",
        .chosen,
        source: "Nothing that reads titles asks for more.")
    static let failure = Rule(
        "catalog.failure", "The server returns 500 when the emulator's own store fails.", .chosen,
        source: "Nothing shows it.")
    static let products = Rule(
        "catalog.products",
        "The server returns the title of each product in the first of the languages, else in a "
            + "related language, else in the product's first. It leaves unknown products out.",
        .observed,
        source: "Microsoft's PowerShell module for the Store reads ProductId and ProductTitle; "
            + "what else the service answers is left out")
    static let request = Rule(
        "catalog.request", "The server returns 400 naming bigIds when it is missing.", .chosen,
        source: "The form is the Store family's; nothing shows it here.")

    /// The rules that can decide an answer to each operation.
    package static let byOperation = ["getProducts": [products, request]]

    package static let all = [route, failure, products, request]
}
