"""The people of the desk: their rights, passwords, second step and sign-ins."""
