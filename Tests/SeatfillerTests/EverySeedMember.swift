import Seatfiller

/// Values that have every member that a seed can have.
enum EverySeedMember {
    static let seed = Seed(
        organizations: organizations, customers: customers, pools: pools, onboarding: onboarding,
        applications: applications, faults: EveryFault.all, implicit: true)

    private static let instant = "2018-05-01T12:00:00Z"
    private static let planner: Seed.ProductKey = "9NBLGGH4R2R6/0016"
    private static let version = Seed.Product.Version(10, 0, 10240, 1)

    static let organizations = [
        Seed.Organization(
            "t", name: "Contoso", domains: ["contoso.com"],
            users: [
                .init(
                    "ann@contoso.com", objectId: "0d6f2a3c-5b1e-4f7a-8c9d-1e2f3a4b5c6d",
                    password: "not-a-password", isDeleted: true),
                "bob@contoso.com",
            ],
            inventory: [
                .init(
                    planner, seatCapacity: 100, licenseType: .online,
                    distributionPolicy: .restricted,
                    status: .active, lastModified: instant, productKind: "Application",
                    product: product)
            ],
            seats: [
                .init(planner, assignedTo: "ann@contoso.com", dateAssigned: instant, state: .active)
            ])
    ]

    private static let product = Seed.Product(
        productType: .application, supportedLanguages: ["en-us"], publisherId: "1",
        category: "Business", alternateIds: [.init(.legacyWindowStoreProductID, value: "1")],
        packageFamilyName: "Contoso.Planner",
        supportedPlatforms: [
            .init(
                "Windows.Universal", minVersion: version, maxTestedVersion: version,
                architectures: [.x64])
        ],
        applicationType: .store,
        localizedDetails: [
            .init(
                "en-us", displayName: "Planner", description: "Plans.",
                images: [
                    .init(
                        "https://store-images.example/logo.png", purpose: "logo", height: "300",
                        width: "300", caption: "Logo", backgroundColor: "#0078D7",
                        foregroundColor: "#FFFFFF", fileSize: 1)
                ],
                publisher: .init(
                    publisherName: "Contoso", publisherWebsite: "https://contoso.example"))
        ],
        packages: .init(
            packageSetId: "1",
            productPackages: [
                .init(
                    "package", contentId: "1", location: .init("https://download.example/p"),
                    packageFullName: "Planner_1", packageIdentityName: "Planner",
                    architectures: [.neutral], packageFormat: .appxBundle,
                    platforms: [
                        .init("Windows.Universal", minVersion: version, maxTestedVersion: version)
                    ],
                    fileSize: 1, packageRank: 1, version: version, fileHash: "aGFzaA==",
                    fileHashAlgorithm: "SHA256", frameworkDependencyPackages: [framework],
                    aumids: ["Planner!App"])
            ]),
        offlineLicenses: [
            .init("1", licenseBlob: "YmxvYg==", licenseInstanceId: "1", requestorId: "1")
        ],
        appLockerData: .init(
            windowsPhoneLegacyId: "1", publisherCertificateName: "CN=Contoso"))

    private static let framework = Seed.Product.Framework(
        "framework", contentId: "2", location: .init("https://download.example/f"),
        packageFullName: "Framework_1", packageIdentityName: "Framework", architectures: [.arm],
        packageFormat: .appx,
        platforms: [
            .init("Windows.Universal", minVersion: version, maxTestedVersion: version)
        ], fileSize: 1, packageRank: 1,
        version: version, fileHash: "aGFzaA==", fileHashAlgorithm: "SHA256")

    static let customers = [
        Seed.Customer(
            "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11", organization: "Fabrikam",
            ownerEmail: "o@fabrikam.example", countryOrRegion: "Germany", managementMode: 1,
            jobStatus: 1,
            tenants: [
                .init(
                    "tenant", name: "fabrikam", type: .microsoft365, availableUserSeat: 10,
                    assignedUserSeat: 4,
                    protectedUsers: [
                        .init(
                            "1", email: "u@fabrikam.example", displayName: "U",
                            moduleStatus: [.init(0, isProtected: true)])
                    ])
            ],
            services: [
                .init(
                    .cloudBackupForMicrosoft365, service: "Backup", subscriptionModel: "Users",
                    purchasedUserSeats: "1", purchasedUnits: "1", microsoftLicenseAssigned: "1",
                    microsoftLicenseAvailable: "1", purchasedCapacity: "1", protectedCapacity: "1",
                    storage: "Azure", retention: "1", consumedStorage: "1", expirationDate: instant,
                    change: "New", source: "Pool", paymentType: "Prepaid", subscriptionName: "S",
                    package: "Standard", contractEndDate: "N/A")
            ],
            backupOverview: [
                .init(
                    "Exchange Online", serviceType: "Backup", totalScannedObjects: 2,
                    totalProtectedObjects: 1, dataSizeStoredInAvePoint: "1 GB",
                    dataSizeStoredInBYOS: "1 GB")
            ],
            jobs: [
                .init(
                    .microsoft365, jobModule: 0, status: 1, jobId: "1", name: "Job",
                    totalCount: "1",
                    failedCount: "1", successfulCount: "1", skippedCount: "1", warningCount: "1",
                    backupSize: "1 GB", startTime: instant, endTime: instant, jobDuration: "1",
                    lastModifyTime: "N/A")
            ],
            scanProfiles: [
                .init(
                    "11111111-1111-1111-1111-111111111111", profileName: "Profile",
                    scanMode: .advanced, modifiedTime: instant, description: "All", tenantId: "1",
                    tenantDomain: "fabrikam.example", createdTime: instant,
                    impersonationAccount: "a@fabrikam.example", scanInplaceArchivedMailboxes: true,
                    isIgnoreLockedSiteEnabled: true, enableDailyScan: "Yes",
                    isSendOutOfPolicyNotification: true,
                    containers: [.init(containersName: "C", objectType: 1)],
                    changes: .init(
                        lastUpdateTime: instant, lastScanStatus: 1, newRegisteredContentCount: 1,
                        movedToAnotherContainer: 1, removedFromMicrosoft365OrOutofPolicy: 1,
                        newRegisteredContent: [.init(objectName: "o", containerName: "c")],
                        removedFromMicrosoft365OrOutOfPolicyObjects: ["o"],
                        movedToAnotherContainerObjects: [.init(objectName: "p", containerName: "c")]
                    ))
            ])
    ]

    static let pools = [
        Seed.Pool(
            .office365Backup, subscriptionSourceType: .marketplace, userSeat: 10,
            expireTime: instant, assignedUserSeat: 1)
    ]
    static let onboarding = [Seed.Onboarding("a@fabrikam.example", status: 2)]
    static let applications = [
        Seed.Application(
            "client", clientSecret: "not-a-secret", certificates: [certificate],
            permissions: [.licenseRead], customers: .only(["6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"]),
            storeForBusinessTenants: ["t"])
    ]

    private static let certificate = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAul34Ul8IIK0HKDhJtU5X
        JkiBq5QnW6EgM6Yn95CmeikgyvIUBMhNrKpGYCvO1UGrJ/nDKVxoHXK/kmw2FCXU
        iViCV9VaA1T6JmAdUQsFqplO/StTeSIRSEOe3OaBNT0dRau2gZ1fD4LL5nlN+KiK
        SW1u7N/jCwvx4gdU/DCi8IkOhQ0M5qVGt3VOgBFJzCKgfhBahn3d6RzZGA2AzBdJ
        xPvGw52lh/wab3QlmwcjHKAHDHOWQ5lTRtyFsr3heFd2lqoFKA7Z0XCFdGZF7eKc
        hCQhEn0qx3jLCo+Uged8U19LteYwf5oxIDU6fxOTY5FIgRS3oJFEFbIl5i9jxrvG
        AQIDAQAB
        -----END PUBLIC KEY-----
        """
}
