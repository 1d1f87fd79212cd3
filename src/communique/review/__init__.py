"""What a reader should look at: findings about events and the claims behind them. It decides nothing."""
