package org.practicehub.server.apps;

import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.journal.FeedStates;
import org.practicehub.routes.silence.Silences;
import org.practicehub.routes.transport.Listeners;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.People;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/** Serves the apps' files: those whose name holds their hash for good, the pages afresh each time. */
@Configuration(proxyBeanMethods = false)
class AppsConfiguration implements WebMvcConfigurer {
    private static final String FILES = "classpath:/META-INF/resources/";
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(FOR_GOOD)
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
        registry.addResourceHandler("/apps/**")
                .addResourceLocations(FILES + "apps/")
                .setCacheControl(CacheControl.noCache())
                // A reproducible build gives every file the same date: it says nothing about what is newer.
                .setUseLastModified(false)
                .resourceChain(true)
                .addResolver(new AppPages());
        registry.addResourceHandler("/index.html")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false);
        registry.addResourceHandler("/pages/**")
                .addResourceLocations("classpath:/static/pages/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
    }

    @Bean
    FhirPart launcher(
            Apps apps,
            Policy policy,
            People people,
            Feeds feeds,
            FeedStates states,
            Silences silences,
            Listeners listeners,
            CamelContext camel,
            Clock clock) {
        return FhirPart.providing(
                new LauncherOperations(apps, policy, people),
                new FeedStatusOperation(feeds, states, silences, listeners, camel, clock));
    }
}
