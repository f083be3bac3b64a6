"""What a run's outcome tells a person: `problems`, in words; what a page was instead: `page_signs`.

Pure; nothing is logged, shown or kept here. What is wrong with a site file, `config` says.
"""
