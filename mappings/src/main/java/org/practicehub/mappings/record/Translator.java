package org.practicehub.mappings.record;

import org.practicehub.mappings.hl7v2.Message;

/** Turns a message and the present record into the changes the message asks for. Pure: the same in gives the same out. */
public interface Translator {

    Translation translate(Message message, Context context, PresentRecord record);
}
