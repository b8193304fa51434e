import TestWorlds
import Testing

@Suite struct `The scan profiles of a customer` {
    private let profiles = "/customers/\(Estate.acme)/scan-profiles"
    private let all = """
        {"profileName":"All","profileId":"\(Estate.profile)","scanMode":1,"modifiedTime":"2025-11-30T08:15:00Z"}
        """
    private let other = """
        {"profileName":"","profileId":"d0000000-0000-0000-0000-00000000000d","scanMode":0,\
        "modifiedTime":"2018-05-01T12:00:00Z"}
        """

    @Test(.tags(.documented)) func `are listed, all or some`() throws {
        let estate = try Estate()
        #expect(
            estate.post("/customers/\(Estate.acme)/scan-profiles/batch")
                == "200 elements.scan-profiles; documented\n" + Estate.page(all, other, count: 2))
        #expect(
            estate.post(
                profiles + "/batch", #"{"scanProfileIds":["\#(Estate.profile.uppercased())","x"]}"#)
                == "200 elements.scan-profiles; documented\n" + Estate.page(all, count: 1))
    }

    @Test(.tags(.documented)) func `have details`() throws {
        #expect(
            try Estate().get(
                "/customers/\(Estate.acme)/scan-profiles/\(Estate.profile.uppercased())") == """
                    200 elements.scan-profile; documented
                    {"profileName":"All","profileId":"\(Estate.profile)","scanMode":1,\
                    "modifiedTime":"2025-11-30T08:15:00Z","description":"","tenantId":"t-1","tenantDomain":"",\
                    "createdTime":"2018-05-01T12:00:00Z","impersonationAccount":"",\
                    "scanInplaceArchivedMailboxes":false,\
                    "isIgnoreLockedSiteEnabled":false,"enableDailyScan":"No",\
                    "isSendOutOfPolicyNotification":false,\
                    "containers":[{"containersName":"Mail","objectType":100}]}
                    """)
    }

    @Test(.tags(.documented)) func `have changes`() throws {
        let estate = try Estate()
        #expect(
            estate.get("/customers/\(Estate.acme)/scan-profiles/\(Estate.profile)/changes") == """
                200 elements.scan-profile-changes; documented
                {"profileName":"All","profileId":"\(Estate.profile)","tenantDomain":"","tenantId":"t-1",\
                "description":"","scanMode":1,"modifiedTime":"2025-11-30T08:15:00Z",\
                "lastUpdateTime":"N/A","lastScanStatus":2,"newRegisteredContentCount":0,\
                "movedToAnotherContainer":1,"removedFromMicrosoft365OrOutofPolicy":0,\
                "newRegisteredContent":[],"removedFromMicrosoft365OrOutOfPolicyObjects":[],\
                "movedToAnotherContainerObjects":[{"objectName":"o","containerName":""}]}
                """)
        #expect(
            estate.get(profiles + "/d0000000-0000-0000-0000-00000000000d/changes")
                .contains(#""lastUpdateTime":"N/A","lastScanStatus":0,"#))
    }

    @Test(.tags(.chosen), arguments: ["", "/changes"])
    func `that are not there are a 404`(operation: String) throws {
        let answer = try Estate().get(profiles + "/nothing" + operation)
        #expect(
            Estate.isRefusal(
                answer, 404, "elements.unknown-scan-profile; chosen",
                "The scan profile 'nothing' was not found."))
    }
}
