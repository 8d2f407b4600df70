-- Arrivals are told after their commit (Arrivals): transactions that notify commit one by one, and a sender waits for this one.

drop trigger hub_message_moved on hub_message;

create trigger hub_message_moved after update of state on hub_message
    for each row execute function hub_message_moved();
