package import Emulation

/// The rules of the catalogue of products that an answer can rest on.
package enum DisplayCatalogRule {
    static let route = Rule(
        "catalog.route",
        "A path or a method that is not there is a 404 or a 405 without content.", .chosen,
        source: "Nothing that reads titles asks for more.")
    static let failure = Rule(
        "catalog.failure", "What the emulator's own store cannot do is a 500.", .chosen,
        source: "Nothing shows it.")
    static let products = Rule(
        "catalog.products",
        "The title of each product in the first of the languages, in another of its kind, or in "
            + "the product's first; a product that nobody has is left out.",
        .observed,
        source: "Microsoft's PowerShell module for the Store reads ProductId and ProductTitle; "
            + "what else the service answers is left out")
    static let request = Rule(
        "catalog.request", "A request without bigIds is a 400 naming it.", .chosen,
        source: "The form is the Store family's; nothing shows it here.")

    package static let all = [route, failure, products, request]
}
