import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The emulator in a container, of the image that SEATFILLER_IMAGE names. */
public class SeatfillerContainer extends GenericContainer<SeatfillerContainer> {
    private static final int PORT = 7328;

    public SeatfillerContainer() {
        super(DockerImageName.parse(
                Objects.requireNonNullElse(System.getenv("SEATFILLER_IMAGE"), "seatfiller")));
        withExposedPorts(PORT);
        // By default Testcontainers looks for the port with a shell, and the image has none.
        waitingFor(Wait.forHttp("/healthz").forPort(PORT));
    }

    /** Starts with a seed from the class path; several add up, in the order of their names. */
    public SeatfillerContainer withSeed(String resource) {
        // It is copied rather than mounted, so that the engine may run on another machine, and for
        // all to read, since the image's user is not the one that the file belongs to.
        return withCopyFileToContainer(
                MountableFile.forClasspathResource(resource, 0644), "/seed/" + resource);
    }

    /** The base URL, which begins anew with each start: the port outside is any free one. */
    public String url() {
        return "http://" + getHost() + ":" + getMappedPort(PORT);
    }
}
