"""Rekam belajar: what a person learned in a year, with its evidence; and the lists that SIASN asks for."""
