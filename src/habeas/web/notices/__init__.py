"""The privacy notice, made from the data map, the recipients and what only people can say."""
