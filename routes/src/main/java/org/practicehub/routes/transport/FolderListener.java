package org.practicehub.routes.transport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.AntFilter;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.practicehub.mappings.feed.Folder;
import org.practicehub.mappings.feed.Folder.Login;
import org.practicehub.routes.inbound.Inbound;

/**
 * A folder in which feeds' files are put, of this machine or of an SFTP server. A file stays where it is until everything in it is
 * safe in the journal and its answers are beside it, so a hub that dies in the middle reads it again, and the journal knows what it
 * has (G15, G28).
 */
public final class FolderListener extends RouteBuilder implements Listener {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private final String address;
    private final Folder folder;
    private final FileReader reader;
    private final FolderSettings settings;
    private final Reach reach;

    /**
     * One that is not open yet.
     *
     * @throws CannotListen when a file that the sign-in needs is not there
     */
    public FolderListener(String address, Folder folder, Inbound inbound, FolderSettings settings, Clock clock) {
        this.address = address;
        this.folder = folder;
        this.reader = new FileReader(inbound);
        this.settings = settings;
        this.reach = new Reach(address, clock);
        folder.login().ifPresent(FolderListener::check);
    }

    private static void check(Login login) {
        readable(login.knownHosts());
        if (!login.key().isEmpty()) {
            readable(login.key());
        }
    }

    private static void readable(String file) {
        if (!Files.isReadable(Path.of(file))) {
            throw new CannotListen("There is no file " + file + " that can be read.");
        }
    }

    // spotless:off
    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from(endpoint())
            .routeId(address)
            .bean(reader, "read");
    }
    // spotless:on

    private GenericFileEndpoint<?> endpoint() {
        return folder.login().isPresent() ? usual(onServer(folder.login().get())) : usual(onThisMachine());
    }

    private <T> GenericFileEndpoint<T> usual(GenericFileEndpoint<T> endpoint) {
        endpoint.setProcessStrategy(
                new FileSettlement<>(folder.after(), settings.largest().toBytes()));
        endpoint.setDelay(folder.every().toMillis());
        endpoint.setInitialDelay(0);
        endpoint.setAutoCreate(false);
        AntFilter names = names();
        endpoint.setFilter(file -> names.accept(false, file.getFileName()));
        endpoint.setSorter(Comparator.<GenericFile<T>>comparingLong(GenericFile::getLastModified)
                .thenComparing(GenericFile::getFileName));
        endpoint.setPollStrategy(reach);
        endpoint.setExceptionHandler(new QuietFailures(address));
        return endpoint;
    }

    /** Which files are read; of those that are still being written it is the names that the tools which write them give. */
    private AntFilter names() {
        AntFilter names = new AntFilter(folder.names());
        names.setExcludes("*.tmp,*.part,*.filepart");
        return names;
    }

    private FileEndpoint onThisMachine() {
        FileEndpoint endpoint =
                getContext().getEndpoint("file:" + address.substring("file://".length()), FileEndpoint.class);
        // One that is not there is no empty one: a share that has gone is told of.
        endpoint.setDirectoryMustExist(true);
        return endpoint;
    }

    /** Its secret is told to the endpoint and stands in no address. */
    private SftpEndpoint onServer(Login login) {
        SftpEndpoint endpoint = getContext().getEndpoint(address, SftpEndpoint.class);
        SftpConfiguration server = endpoint.getConfiguration();
        server.setKnownHostsFile(login.knownHosts());
        server.setUseUserKnownHostsFile(false);
        server.setStrictHostKeyChecking("yes");
        if (login.key().isEmpty()) {
            server.setPassword(login.password());
            server.setPreferredAuthentications("password,keyboard-interactive");
        } else {
            server.setPrivateKeyFile(login.key());
            server.setPreferredAuthentications("publickey");
        }
        server.setThrowExceptionOnConnectFailed(true);
        server.setConnectTimeout((int) LONGEST_SILENCE.toMillis());
        server.setSoTimeout((int) LONGEST_SILENCE.toMillis());
        server.setStepwise(false);
        server.setJschLoggingLevel(LoggingLevel.OFF);
        return endpoint;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Object settings() {
        return folder;
    }

    @Override
    public void addTo(CamelContext camel) throws Exception {
        camel.addRoutes(this);
    }

    @Override
    public void removeFrom(CamelContext camel) {
        try {
            camel.getRouteController().stopRoute(address);
            camel.removeRoute(address);
        } catch (Exception e) {
            throw new RuntimeCamelException("cannot close " + address, e);
        }
    }

    @Override
    public Status status(CamelContext camel) {
        boolean started = camel.getRouteController().getRouteStatus(address) == ServiceStatus.Started;
        Optional<Instant> since = reach.lostSince();
        return new Status(started && since.isEmpty(), OptionalInt.empty(), since);
    }
}
