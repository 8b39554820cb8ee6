"""Pure decisions: values and the time go in, values and a reason come out. No Flask, no SQL, no clock."""
