"""What is measured on one database, in a process of its own: DATABASE_URL says which."""

import django

django.setup()
