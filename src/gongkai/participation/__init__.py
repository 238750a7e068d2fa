"""What the public is asked and says: consultations, surveys, interviews, ratings, faults found."""
