"""Files put in by browser that wait for a yes: kept a day, owned by who sent them."""
