package org.practicehub.sample.patients;

/** How somebody is reached. */
public record Contact(String homePhone, String mobilePhone, String email) {

    public Contact withMobilePhone(String phone) {
        return new Contact(homePhone, phone, email);
    }

    public Contact withEmail(String address) {
        return new Contact(homePhone, mobilePhone, address);
    }
}
