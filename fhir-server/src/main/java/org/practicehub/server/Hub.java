package org.practicehub.server;

import org.practicehub.server.audit.AuditCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.metrics.LogbackMetricsAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.mustache.MustacheAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The runnable hub: one process that holds the practice's FHIR record, hears its feeds and serves its apps. */
@SpringBootApplication(
        scanBasePackages = {"org.practicehub.server", "org.practicehub.routes"},
        // What HAPI configures itself, and what only sits on the class path because HAPI brings it.
        exclude = {
            FlywayAutoConfiguration.class,
            HibernateJpaAutoConfiguration.class,
            JpaRepositoriesAutoConfiguration.class,
            // It counts log lines, at the price of a look at every line that is not written: HAPI has very many.
            LogbackMetricsAutoConfiguration.class,
            // The library fills the sign-in pages; nothing of it is Spring MVC's.
            MustacheAutoConfiguration.class,
            QuartzAutoConfiguration.class,
            ThymeleafAutoConfiguration.class
        })
@EnableScheduling
@ConfigurationPropertiesScan({"org.practicehub.server", "org.practicehub.routes"})
public class Hub {
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("audit")) {
            System.exit(AuditCommand.run(args));
        }
        SpringApplication.run(Hub.class, args);
    }
}
