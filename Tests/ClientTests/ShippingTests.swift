import Foundation
import Seatfiller
import Testing

/// What `docker/` holds, as far as it can be held against something without a container engine.
@Suite(.enabled(if: Tool.hasPython, "make setup-clients installs it")) struct `What is shipped` {
    private static let docker = Tool.root.appending(path: "docker")
    private static let recipes = docker.appending(path: "examples")

    @Test func `has recipes that their schemas take and that name what is there`() async throws {
        #expect(
            try await Tool(Tool.python).output(of: "recipes.py") == """
                docker/compose.yaml: in order
                docker/examples/README.md: in order
                docker/examples/compose/compose.yaml: in order
                docker/examples/github-actions.yml: in order
                docker/examples/gitlab-ci.yml: in order
                docker/examples/intercept/.devcontainer.json: in order
                docker/examples/intercept/compose.yaml: in order
                docker/examples/intercept/github-actions.yml: in order
                docker/examples/intercept/kubernetes.yaml: in order
                docker/examples/testcontainers-java/SeatfillerContainer.java: in order
                docker/examples/testcontainers-java/pom.xml: in order
                docker/examples/testcontainers-python/test_licences.py: in order

                """)
    }

    @Test func `has manifests that Kubernetes takes and that keep to the rules of the house`()
        async throws
    {
        let output = try await Tool(Tool.python).output(
            of: "kubernetes.py", Self.docker.appending(path: "kubernetes").path)
        #expect(
            output == """
                ConfigMap seatfiller-haproxy: valid
                Deployment seatfiller: valid
                Service seatfiller-replicas: valid
                Service seatfiller: valid
                Deployment seatfiller-haproxy: valid
                HorizontalPodAutoscaler seatfiller: valid
                PodDisruptionBudget seatfiller: valid
                ConfigMap seatfiller-seeds: valid
                Secret seatfiller-token-key: valid
                9 resources for Kubernetes 1.37, and no problems

                """)
    }

    @Test(arguments: [
        ("kubernetes/deployment.yaml", "readOnlyRootFilesystem: true", "kubernetes.py"),
        ("kubernetes/deployment.yaml", "mountPath: /seed", "kubernetes.py"),
        ("kubernetes/service.yaml", "selector:", "kubernetes.py"),
        ("haproxy/haproxy.cfg", "replica 1-20", "kubernetes.py"),
        ("examples/gitlab-ci.yml", "before_script:", "recipes.py"),
        ("compose.yaml", "dockerfile: docker/", "recipes.py"),
        ("examples/intercept/.devcontainer.json", "overrideCommand", "recipes.py"),
        ("examples/intercept/.devcontainer.json", "/work", "recipes.py"),
        ("examples/intercept/.devcontainer.json", "compose.yaml\"", "recipes.py"),
        ("examples/intercept/compose.yaml", "depends_on", "recipes.py"),
        ("examples/intercept/kubernetes.yaml", "hostAliases", "recipes.py"),
        ("examples/intercept/kubernetes.yaml", "127.0.0.1", "recipes.py"),
        ("examples/intercept/kubernetes.yaml", "mountPath", "recipes.py"),
    ])
    func `is not passed over when it is broken`(file: String, words: String, check: String)
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appending(path: "docker")
        try FileManager.default.copyItem(at: Self.docker, to: copy)
        let broken = copy.appending(path: file)
        let text = try String(contentsOf: broken, encoding: .utf8)
        try #require(text.contains(words))
        try text.replacing(words, with: words.dropLast(3)).write(
            to: broken, atomically: true, encoding: .utf8)
        let output = try await Tool(Tool.python).output(
            of: check,
            check == "recipes.py" ? broken.path : copy.appending(path: "kubernetes").path)
        #expect(output.hasSuffix("exit status 1\n"), "\(output)")
    }

    @Test func `has tests in Python that pass against a server with their seed`() async throws {
        let seed = Self.recipes.appending(path: "pytest/seed.json")
        let emulator = try Emulator(seed: .path(seed.path))
        let output = try await emulator.serving { url in
            try await Tool(Tool.python).output(
                [
                    "-B", "-m", "pytest", "-q", "-n", "4", "-p", "no:cacheprovider",
                    Self.recipes.appending(path: "pytest").path,
                ],
                ["SEATFILLER_URL": url])
        }
        #expect(output.contains(/5 passed in [\d.]+s/), "\(output)")
    }

    @Test(.enabled(if: Tool.isInstalled("java"), "java is not installed"))
    func `has a client in Java that runs by itself`() async throws {
        let client = Self.recipes.appending(path: "testcontainers-java/LicenceClient.java")
        let output = try await Emulator().serving { url in
            try await Tool("java").output([client.path, url])
        }
        #expect(
            output == """
                pages of 2: [2, 1]
                pages of 101: 400 InvalidParameter
                with a fault: 503 ServiceUnavailable
                once more: [2, 1]
                carol here: [1]
                carol there: [0]

                """)
    }
}
