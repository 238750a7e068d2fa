"""What inspectors of government websites look for, checked over plain facts."""
