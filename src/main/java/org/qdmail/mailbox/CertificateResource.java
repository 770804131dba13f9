package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The certificate of the SMTP server, to be stored as a trust file; its key stays in the server. */
@Path("certificate")
@MailboxOnly
@Dependent
public class CertificateResource {
    private final SharedMailbox mailbox;

    /** For the container. */
    public CertificateResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /** As PEM. */
    @GET
    public Response certificate() {
        Optional<X509Certificate> certificate = mailbox.certificate();
        if (certificate.isEmpty())
            return Response.status(Response.Status.NOT_FOUND).build();
        return Response.ok(TrustFile.pem(certificate.get()), "application/x-pem-file")
                .header("Content-Disposition", "attachment; filename=\"mailbox.pem\"")
                .build();
    }
}
