"""What differs from language to language: names, plurals, digits, link trails. Tables and the rules that read them."""
