"""The hotline's weekly and monthly bulletin (热线工作周报、月报) as DOCX and PDF."""
