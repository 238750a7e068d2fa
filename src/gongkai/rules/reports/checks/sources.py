"""The notices that findings name, where several checks follow from the same one."""

FORMAT = "国办公开办函〔2021〕30号（2019、2020年度为国办公开办函〔2019〕60号）"
