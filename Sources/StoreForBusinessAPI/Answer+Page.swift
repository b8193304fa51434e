import Emulation
import HTTP

extension Answer {
    /// A page, which is asked for by the token that the page before it gave.
    func page(of request: Request, next: String?) -> Answer {
        var answer = self
        answer.page = (StoreForBusiness.pageKey(of: request), next)
        return answer
    }
}

extension StoreForBusiness {
    /// The token that a request asks for a page by; nil for a first page.
    static func pageKey(of request: Request) -> String? {
        request.target.argument("continuationToken")
    }
}
