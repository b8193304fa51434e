/// An operation of an emulated API, as its reference names it.
///
/// The paths of AvePoint Elements begin with `/partner/external/v3/general`.
public enum Operation: String, CaseIterable, Sendable, JSONValue {
    // Microsoft Store for Business
    /// `GET /V1/Inventory`
    case getInventory = "store.getInventory"
    /// `GET /V1/Products/{productId}/{skuId}`
    case getProductDetails = "store.getProductDetails"
    /// `GET /V1/Products/{productId}/{skuId}/LocalizedDetails/{language}`
    case getLocalizedProductDetails = "store.getLocalizedProductDetails"
    /// `POST /V1/Products/{productId}/{skuId}/OfflineLicense/{contentId}`
    case getOfflineLicense = "store.getOfflineLicense"
    /// `GET /V1/Products/{productId}/{skuId}/Packages`
    case getProductPackages = "store.getProductPackages"
    /// `GET /V1/Products/{productId}/{skuId}/Packages/{packageId}`
    case getProductPackage = "store.getProductPackage"
    /// `GET /V1/Inventory/{productId}/{skuId}/Seats`
    case listSeats = "store.listSeats"
    /// `GET /V1/Inventory/{productId}/{skuId}/Seats/{username}`
    case getSeat = "store.getSeat"
    /// `POST /V1/Inventory/{productId}/{skuId}/Seats/{username}`
    case assignSeat = "store.assignSeat"
    /// `DELETE /V1/Inventory/{productId}/{skuId}/Seats/{username}`
    case reclaimSeat = "store.reclaimSeat"
    /// `POST /V1/Inventory/{productId}/{skuId}/Seats`
    case assignSeatsInBulk = "store.assignSeatsInBulk"
    /// `GET /V1/Users/{username}/Seats`
    case listSeatsOfUser = "store.listSeatsOfUser"
    /// `GET /V1/public/catalog/Retail/Products/{productId}/applockerdata`
    case getAppLockerData = "store.getAppLockerData"
    /// `GET /V1/public/packages/{productId}/{skuId}/{packageId}`
    case downloadPackage = "store.downloadPackage"

    // The display catalogue of the Store
    /// `GET /v7.0/products`
    case getProducts = "catalog.getProducts"

    // AvePoint Elements
    /// `POST …/customers/{customerId}/3rd-party-products/type/{type}/users`
    case retrieveTenantUserSeats = "elements.retrieveTenantUserSeats"
    /// `POST …/customers/{customerId}/3rd-party-products/type/{type}/tenants/batch`
    case retrieveTenantSeats = "elements.retrieveTenantSeats"
    /// `GET …/customers/{customerId}/3rd-party-products/type/{type}/overview`
    case retrieveSeatOverview = "elements.retrieveSeatOverview"
    /// `GET …/customers/{customerId}/avpt-products/type/{productType}/overview`
    case retrieveProductOverview = "elements.retrieveProductOverview"
    /// `POST …/customers/services/batch`
    case retrieveServices = "elements.retrieveServices"
    /// `GET …/customers/{customerId}/services`
    case retrieveCustomerServices = "elements.retrieveCustomerServices"
    /// `POST …/customers/{customerId}/services`
    case addService = "elements.addService"
    /// `POST …/customers/batch`
    case retrieveCustomers = "elements.retrieveCustomers"
    /// `GET …/customers/{customerId}`
    case retrieveCustomer = "elements.retrieveCustomer"
    /// `POST …/customers`
    case onboardCustomer = "elements.onboardCustomer"
    /// `POST …/customers/{customerId}/tenants/{tenantId}/cloud-backup-m365/users/batch`
    case retrieveProtectedUsers = "elements.retrieveProtectedUsers"
    /// `GET …/customers/{customerId}/cloud-backup-m365/overview`
    case retrieveBackupOverview = "elements.retrieveBackupOverview"
    /// `POST …/customers/{customerId}/avpt-products/jobs/batch`
    case retrieveJobs = "elements.retrieveJobs"
    /// `POST …/customers/{customerId}/scan-profiles/batch`
    case retrieveScanProfiles = "elements.retrieveScanProfiles"
    /// `GET …/customers/{customerId}/scan-profiles/{profileId}`
    case retrieveScanProfile = "elements.retrieveScanProfile"
    /// `GET …/customers/{customerId}/scan-profiles/{profileId}/changes`
    case retrieveScanProfileChanges = "elements.retrieveScanProfileChanges"

    // Microsoft Entra ID
    /// `POST /{tenant}/oauth2/token`
    case issueEntraTokenV1 = "entra.issueTokenV1"
    /// `POST /{tenant}/oauth2/v2.0/token`
    case issueEntraTokenV2 = "entra.issueTokenV2"
    /// `GET /{tenant}/.well-known/openid-configuration`
    case discoverEntraV1 = "entra.discoverV1"
    /// `GET /{tenant}/v2.0/.well-known/openid-configuration`
    case discoverEntraV2 = "entra.discoverV2"
    /// `GET /{tenant}/discovery/keys`
    case listEntraKeys = "entra.listKeys"
    /// `GET /common/discovery/instance`
    case discoverEntraInstance = "entra.discoverInstance"
    /// `GET /common/userrealm/{user}`
    case discoverEntraUserRealm = "entra.discoverUserRealm"

    // AvePoint's identity service
    /// `POST /connect/token`
    case issueAvePointToken = "avepoint.issueToken"
    /// `GET /.well-known/openid-configuration`
    case discoverAvePoint = "avepoint.discover"
    /// `GET /.well-known/openid-configuration/jwks`
    case listAvePointKeys = "avepoint.listKeys"

    /// An emulated API.
    public enum API: String, CaseIterable, Sendable, JSONValue {
        /// Microsoft Store for Business.
        case store
        /// The display catalogue of the Store.
        case catalog
        /// AvePoint Elements.
        case elements
        /// Microsoft Entra ID, where clients of the Store sign in.
        case entra
        /// AvePoint's identity service, where clients of Elements sign in.
        case avepoint
    }
}
