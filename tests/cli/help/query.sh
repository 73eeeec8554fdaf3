quoth help query
