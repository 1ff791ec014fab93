class Filter:
    def __init__(self, kinds):
        pass
    def kind(self, report):
        return None
