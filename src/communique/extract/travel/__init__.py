"""What visits are made of: travellers, goals, hosts, invitations and journeys with several legs."""
