package org.practicehub.server.apps;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** An address inside an app that is no file of its own is the app's page: the app itself knows what to show there. */
final class AppPages extends PathResourceResolver {

    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
        Resource file = super.getResource(path, location);
        if (file != null && !path.isEmpty() && !path.endsWith("/")) {
            return file;
        }
        String app = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        return path.contains(".") ? null : super.getResource(app + "/index.html", location);
    }
}
